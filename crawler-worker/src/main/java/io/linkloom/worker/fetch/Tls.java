package io.linkloom.worker.fetch;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom TLS trusts. Thread-safe. */
public final class Tls {
    private final SSLContext context;
    private final boolean verifies;

    private Tls(SSLContext context, boolean verifies) {
        this.context = context;
        this.verifies = verifies;
    }

    /** Trusts whom the platform trusts, for the host that the certificate names. */
    public static Tls platform() {
        try {
            return of(SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no TLS", e);
        }
    }

    /** Trusts whom a context trusts, for the host that the certificate names. */
    public static Tls of(SSLContext context) {
        return new Tls(context, true);
    }

    /** Trusts anybody to be anybody: for research into hosts whose certificates are out of order, and for nothing else. */
    public static Tls trustingAnybody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return new Tls(context, false);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no TLS", e);
        }
    }

    /** Whether a host has to prove that it is the one. */
    public boolean verifies() {
        return verifies;
    }

    /**
     * A TLS layer over a connected socket, whose handshake is still to come.
     *
     * @param host the host's name, for the server to choose its certificate by
     */
    SSLSocket layer(Socket socket, String host, int port) throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true);
        if (verifies) {
            SSLParameters parameters = tls.getSSLParameters();
            // Without this, JSSE checks the certificate's chain but not whether it is this host's.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
        }
        return tls;
    }

    /** An extended one, since JSSE wraps others into checks of its own. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

package io.linkloom.testkit.misbehaving;

import java.io.IOException;

/** Redirects that lead nowhere, or for ever on. */
final class RedirectActs {
    private RedirectActs() {}

    static void toItself(Request request, Wire wire) throws IOException {
        redirect(request.path(), wire);
    }

    /** The front page leads to another one, and that one back. */
    static void loop(Request request, Wire wire) throws IOException {
        redirect(request.step() == 0 ? Request.stepPath(1) : "/", wire);
    }

    /** As many redirects one after the other, and then a page. */
    static Act chain(int redirects) {
        return (request, wire) -> {
            if (request.step() < redirects) {
                redirect(Request.stepPath(request.step() + 1), wire);
            } else {
                Tame.page(request, wire);
            }
        };
    }

    static void endless(Request request, Wire wire) throws IOException {
        redirect(Request.stepPath(request.step() + 1), wire);
    }

    static void toNoPage(Request request, Wire wire) throws IOException {
        redirect("mailto:nobody@example.com", wire);
    }

    static void toNowhere(Request request, Wire wire) throws IOException {
        Tame.status("302 Found", "", "", wire);
    }

    /** Where clouds tell their machines their secrets. */
    static void toTheInside(Request request, Wire wire) throws IOException {
        redirect("http://169.254.169.254/latest/meta-data/", wire);
    }

    static void redirect(String location, Wire wire) throws IOException {
        Tame.status("302 Found", "Location: " + location + "\r\n", "", wire);
    }
}

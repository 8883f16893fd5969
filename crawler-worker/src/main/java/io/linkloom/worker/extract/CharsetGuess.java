package io.linkloom.worker.extract;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Guesses the encoding of text from how often its bytes follow one another, by ICU's detector on a sample. */
final class CharsetGuess {
    /** Enough for the statistics, and what a hostile page can make the detector read: about half a millisecond. */
    private static final int SAMPLE_BYTES = 4 << 10;

    /** Of 100. A word or two score about twenty in several encodings at once, which says nothing. */
    private static final int LEAST_CONFIDENCE = 25;

    private static final Charset MOST_USED = Charset.forName("windows-1252");

    private CharsetGuess() {}

    /**
     * The encoding that the text is most likely in, null if none stands out.
     *
     * @param from where the first byte is that tells something, one beyond ASCII or an escape
     */
    static @Nullable Charset of(byte[] bytes, int from, int to) {
        CharsetDetector detector = new CharsetDetector();
        detector.enableInputFilter(true); // markup is ASCII in every encoding
        detector.setText(Arrays.copyOfRange(bytes, from, Math.min(to, from + SAMPLE_BYTES)));
        CharsetMatch[] matches = detector.detectAll();
        Charset best = null;
        for (CharsetMatch match : matches) {
            if (match.getConfidence() < Math.max(LEAST_CONFIDENCE, matches[0].getConfidence())) {
                break;
            }
            Charset charset = EncodingLabels.charset(match.getName());
            if (charset != null && charset.equals(MOST_USED)) {
                return charset;
            }
            // ICU also knows encodings that are not of the web (EBCDIC); UTF-8 and UTF-16 were looked for before.
            best = best == null && charset != null && !charset.name().startsWith("UTF") ? charset : best;
        }
        return best;
    }
}

package io.camkit.codec.javacv;

import java.util.regex.Pattern;

/** Makes what FFmpeg says fit for a log that others read. */
final class LogLine {
    private static final int LONGEST = 300;
    /** {@code [h264 @ 0x7f...]}: where the decoder lies in memory. */
    private static final Pattern ADDRESS = Pattern.compile(" @ (0x)?[0-9a-fA-F]+\\]");
    /** What stands before the last at-sign of an address's authority. */
    private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/\\s]*@");

    private static final Pattern QUERY = Pattern.compile(
            "(?i)((?:key|pass|passphrase|passwd|password|pwd|secret|sig|signature|streamid|token|user|username|auth)=)[^&\\s'\"]+");
    private static final Pattern HEADER = Pattern.compile("(?i)(authorization: ?)[^'\"]+");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]+");

    private LogLine() {}

    /** One line without line ends, addresses in memory, user names and passwords, and not too long; may be empty. */
    static String clean(String said) {
        String line = said.length() > 4 * LONGEST ? said.substring(0, 4 * LONGEST) : said;
        line = CONTROL.matcher(line).replaceAll(" ").strip();
        line = ADDRESS.matcher(line).replaceAll("]");
        line = CREDENTIALS.matcher(line).replaceAll("***@");
        line = QUERY.matcher(line).replaceAll("$1***");
        line = HEADER.matcher(line).replaceAll("$1***");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}

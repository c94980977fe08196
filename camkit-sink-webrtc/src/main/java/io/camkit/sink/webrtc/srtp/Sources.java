package io.camkit.sink.webrtc.srtp;

/** The sources that authentic packets came from, with what was accepted of each; at most {@value #MOST}. */
final class Sources {
    static final int MOST = 16;

    private final int[] ids = new int[MOST];
    private final ReplayWindow[] windows = new ReplayWindow[MOST];
    private int count;

    /** The highest index that was accepted of a source; -1 before the first. */
    long highest(int id) {
        int found = find(id);
        return found < 0 ? -1 : windows[found].highest();
    }

    /** 0 if a packet may be accepted, else the code of the refusal. */
    int check(int id, long index) {
        int found = find(id);
        if (found >= 0) {
            return windows[found].check(index);
        }
        return count < MOST ? 0 : Refusal.TOO_MANY_SOURCES.code();
    }

    /** Notes a packet that was {@linkplain #check checked} and is authentic. */
    void accept(int id, long index) {
        int found = find(id);
        if (found < 0) {
            found = count++;
            ids[found] = id;
            windows[found] = new ReplayWindow();
        }
        windows[found].accept(index);
    }

    private int find(int id) {
        for (int i = 0; i < count; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }
}

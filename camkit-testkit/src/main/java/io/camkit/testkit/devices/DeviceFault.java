package io.camkit.testkit.devices;

/** What a {@link FakeDevice} can suffer. */
public enum DeviceFault {
    /** Its connections break and nobody answers at its address until it recovers. */
    REBOOT(true),
    /** Its connections stay open and nothing comes over them any more; who comes now is accepted and not answered. */
    HALF_OPEN(true),
    /** No more pictures, while everything else goes on: answers, keep-alives, reports. */
    FREEZE(true),
    /** Its connections break; who comes now is told of sound alone. */
    NO_VIDEO_TRACK(true),
    /** From the next picture on its pictures have another size. */
    RESOLUTION_CHANGE(false),
    /** Its clock jumps by an hour. */
    TIME_JUMP(false),
    /** Its connections break, and the numbers of those to come wrap around within two seconds. */
    NUMBERS_WRAP(false),
    /** Nonsense in the middle of everything. */
    GARBAGE(false);

    private final boolean lasting;

    DeviceFault(boolean lasting) {
        this.lasting = lasting;
    }

    /** Whether it holds until {@link FakeDevice#recover()}; else it happens once and the device goes on. */
    public boolean lasting() {
        return lasting;
    }
}

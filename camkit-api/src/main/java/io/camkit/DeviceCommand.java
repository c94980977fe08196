package io.camkit;

/** One thing that a device at the other end of a network is told to do. A device takes what comes nearest to a value that it lacks. */
public sealed interface DeviceCommand {
    /** Send pictures of this size, in pixels. */
    record FrameSize(int width, int height) implements DeviceCommand {
        private static final int LARGEST = 8192;

        /** Checks. */
        public FrameSize {
            require(width > 0 && height > 0 && width <= LARGEST && height <= LARGEST, "a size is 1x1 to 8192x8192");
        }
    }

    /** Compress so that {@code percent} of the best quality remains, 1 to 100. */
    record Quality(int percent) implements DeviceCommand {
        /** Checks. */
        public Quality {
            require(percent >= 1 && percent <= 100, "a quality is 1 to 100");
        }
    }

    /** Send so many pictures a second at most, 0.01 to 60. */
    record FrameRate(double framesPerSecond) implements DeviceCommand {
        /** Checks. */
        public FrameRate {
            require(framesPerSecond >= 0.01 && framesPerSecond <= 60, "a frame rate is 0.01 to 60 a second");
        }
    }

    /** Light the lamp, 0 (off) to 100. */
    record Lamp(int percent) implements DeviceCommand {
        /** Checks. */
        public Lamp {
            require(percent >= 0 && percent <= 100, "a lamp is 0 to 100");
        }
    }

    /** Start anew; the connection ends. */
    record Restart() implements DeviceCommand {}

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}

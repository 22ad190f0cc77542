package sluice.host;

/** First byte of a frame; the Node side has the same table in `frame.ts`. */
final class FrameKind {
    static final int ARTIFACT = 1;
    static final int COMPILE = 2;
    static final int RUN = 3;
    static final int RELEASE_SCRIPT = 4;
    static final int RELEASE_ARTIFACT = 5;
    static final int RELEASE_OBJECTS = 6;
    static final int ANSWER = 7;
    static final int REFUSAL = 8;
    static final int MAPPING_FUNCTION = 16;
    static final int MAP = 17;

    static final int READY = 32;
    static final int RESULT = 33;
    static final int FAILURE = 34;
    static final int QUESTION = 35;
    static final int RETIRE = 36;

    private FrameKind() {}
}

package sluice.host;

/** First byte of an encoded value; the Node side has the same table in `value-tag.ts`. */
final class ValueTag {
    static final int NULL = 0;
    static final int TRUE = 1;
    static final int FALSE = 2;
    static final int INT = 3;
    static final int LONG = 4;
    static final int DOUBLE = 5;
    static final int STRING = 6;
    static final int BYTES = 7;
    static final int LIST = 8;
    static final int MAP = 9;
    static final int DATE = 10;
    static final int OBJECT = 11;
    static final int BIG_INTEGER = 12;
    static final int XML_DOCUMENT = 13;
    static final int XML_ELEMENT = 14;
    static final int ERROR = 15;

    private ValueTag() {}
}

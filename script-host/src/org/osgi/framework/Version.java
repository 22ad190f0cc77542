package org.osgi.framework;

/** Three numbers and an optional qualifier: `1.22.0.v20260101`. */
public record Version(int getMajor, int getMinor, int getMicro, String getQualifier) {
    public static final Version emptyVersion = new Version(0, 0, 0, "");

    /** What is no number counts as 0. */
    public static Version parseVersion(String text) {
        String[] parts = text.trim().split("\\.", 4);
        return new Version(number(parts, 0), number(parts, 1), number(parts, 2), parts.length > 3 ? parts[3] : "");
    }

    private static int number(String[] parts, int index) {
        return index < parts.length && parts[index].matches("\\d{1,9}") ? Integer.parseInt(parts[index]) : 0;
    }

    @Override
    public String toString() {
        String numbers = getMajor + "." + getMinor + "." + getMicro;
        return getQualifier.isEmpty() ? numbers : numbers + "." + getQualifier;
    }
}

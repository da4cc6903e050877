package fr.toise.ingest.landing;

/**
 * What a file may be at most.
 *
 * @param packed    bytes as the source has it
 * @param unpacked  bytes of CSV
 * @param expansion how many times its packed size it may unpack to
 */
public record Limits(long packed, long unpacked, int expansion) {}

package fr.toise.objectstore;

/** An object is not what its manifest says it is. */
public final class CorruptObjectException extends RuntimeException {

    CorruptObjectException(String uri, String expected, String found) {
        super(uri + " is not what its manifest says: expected " + expected + ", found " + found);
    }
}

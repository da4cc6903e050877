package fr.toise.ingest.fetching;

import java.io.IOException;

/** A source is not as it should be; the message says what to do about it. */
public final class SourceException extends IOException {

    /** What failures are counted by. */
    public enum Reason {
        HOST_NOT_ALLOWED,
        UNREACHABLE,
        NOT_FOUND,
        CHANGED,
        NOT_RESUMABLE,
        CORRUPT,
        TOO_LARGE,
        TOO_SLOW,
        NOT_SALES
    }

    private final Reason reason;

    public SourceException(Reason reason, String message) {
        this(reason, message, null);
    }

    public SourceException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether another attempt of the same look would bring the same. */
    public boolean isFinal() {
        return switch (reason) {
            case UNREACHABLE -> false;
            case HOST_NOT_ALLOWED, NOT_FOUND, CHANGED, NOT_RESUMABLE, CORRUPT, TOO_LARGE, TOO_SLOW, NOT_SALES -> true;
        };
    }

    /** Whether the next looks would bring the same as well, until somebody changes the source or a setting. */
    public boolean isLasting() {
        return switch (reason) {
            case HOST_NOT_ALLOWED, CORRUPT, TOO_LARGE, NOT_SALES -> true;
            case UNREACHABLE, NOT_FOUND, CHANGED, NOT_RESUMABLE, TOO_SLOW -> false;
        };
    }
}

package fr.toise.valuation.bundle;

/** A bundle that must not be served. */
public final class UnfitBundleException extends Exception {

    UnfitBundleException(String reason) {
        super(reason);
    }

    UnfitBundleException(String reason, Throwable cause) {
        super(reason, cause);
    }
}

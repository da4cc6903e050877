package fr.toise.predict.live;

/** A bundle that is not served, and why. */
final class RefusedBundleException extends Exception {

    RefusedBundleException(String reason) {
        super(reason);
    }

    RefusedBundleException(String reason, Throwable cause) {
        super(reason, cause);
    }
}

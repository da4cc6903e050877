package fr.toise.predict.inference;

/** A request that is not as the protocol or the model expects it. */
final class BadInferenceException extends RuntimeException {

    BadInferenceException(String message) {
        super(message);
    }
}

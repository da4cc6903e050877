package fr.toise.cli.services;

/** A command can't do what it was asked; the message is for the person who asked. */
public class CommandFailure extends RuntimeException {

    public CommandFailure(String message) {
        super(message);
    }

    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

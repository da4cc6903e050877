package fr.toise.contracts.search;

import java.time.Instant;

/** A trial whose job has failed. It is not tried again: there are others. */
public record LostTrial(int trial, int rung, String reason, Instant at) {}

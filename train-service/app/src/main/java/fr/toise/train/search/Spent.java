package fr.toise.train.search;

import java.time.Instant;

/** For how long one trial has run. */
record Spent(String job, double seconds, Instant endedAt) {}

package fr.toise.contracts.job;

/** How far a job is, as it says on its standard output. */
public record JobProgress(long done, long total, String unit, String message) {}

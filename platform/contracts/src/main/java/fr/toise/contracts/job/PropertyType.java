package fr.toise.contracts.job;

/** What can be estimated. */
public enum PropertyType {
    FLAT,
    HOUSE
}

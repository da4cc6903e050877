package fr.toise.cleaning;

import fr.toise.cleaning.accounting.Tally;
import fr.toise.cleaning.judging.Candidate;
import java.io.Serializable;
import java.util.List;

/** What one task has made: sales, and the account of what it dropped. Both go the same way, so that a task that is repeated counts once. */
record Part(Tally tally, List<Candidate> sales) implements Serializable {}

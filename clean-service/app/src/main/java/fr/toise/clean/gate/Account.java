package fr.toise.clean.gate;

import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.DatasetProfile;

/** What the job says of one dataset version. */
record Account(CleaningReport report, DatasetProfile profile) {}

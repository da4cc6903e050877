/** What earlier models would have said of sales that they could not know. */
package fr.toise.train.job.ledger;

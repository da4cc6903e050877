/** What the loop has made so far, for those who run it: dataset versions, models, searches and the accuracy ledger, read from the store. */
package fr.toise.predict.archive;

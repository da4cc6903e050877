/** What models that were live have said, held against what was paid later. */
package fr.toise.train.ledger;

/** Shows what models that were live have said of later sales. */
package fr.toise.cli.ledger;

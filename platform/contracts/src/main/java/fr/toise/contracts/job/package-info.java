/** What a service and its job share: arguments in, report out. */
package fr.toise.contracts.job;

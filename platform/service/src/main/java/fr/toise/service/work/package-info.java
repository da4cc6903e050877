/** Looking for work: at start, on each event, and now and then. */
package fr.toise.service.work;

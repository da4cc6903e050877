/** Where jobs run. */
package fr.toise.service.jobs;

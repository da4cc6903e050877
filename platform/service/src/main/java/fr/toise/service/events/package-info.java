/** What holds for every event that a service says. */
package fr.toise.service.events;

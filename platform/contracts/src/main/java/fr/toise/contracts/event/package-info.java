/** What the services say to each other over Kafka: references and facts, never data. */
package fr.toise.contracts.event;

/** Our events as CloudEvents on Kafka: binary mode out, both modes in. */
package fr.toise.messaging;

/** What can be said of the manifests without a cluster. */
package fr.toise.k8s;

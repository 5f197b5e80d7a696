package io.llmclient.examples;

/** Holds the place of the main job until there is something to run. */
public final class Outage {

    private Outage() {}

    public static void main(String[] args) {
        System.out.println("The demo runs on Java " + Runtime.version().feature() + ".");
    }
}

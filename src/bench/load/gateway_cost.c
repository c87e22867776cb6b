#include "gateway_cost.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_PROCESSES 65536

struct process {
    pid_t pid;
    pid_t parent;
    double cpu_seconds;
    long resident_kib;
    bool counted;
};

/* Reads /proc/PID/stat; false when the process has just ended. */
static bool read_process(const char *pid, struct process *process) {
    char path[64], text[1024];
    snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return false;
    }
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    if (length <= 0) {
        return false;
    }
    text[length] = 0;
    /* The name of the program, in parentheses, may hold anything: the fields begin after the last one. */
    const char *fields = strrchr(text, ')');
    unsigned long user, system, children_user, children_system;
    long resident_pages;
    if (fields == NULL
        || sscanf(fields + 2,
                  "%*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %lu %lu %*d %*d %*d %*d %*u %*u %ld",
                  &process->parent, &user, &system, &children_user, &children_system, &resident_pages)
            != 6) {
        return false;
    }
    process->pid = atoi(pid);
    process->cpu_seconds = (double)(user + system + children_user + children_system) / (double)sysconf(_SC_CLK_TCK);
    process->resident_kib = resident_pages * (sysconf(_SC_PAGESIZE) / 1024);
    process->counted = false;
    return true;
}

static int read_processes(struct process *processes) {
    DIR *folder = opendir("/proc");
    int count = 0;
    if (folder == NULL) {
        return 0;
    }
    for (struct dirent *entry; (entry = readdir(folder)) != NULL && count < MOST_PROCESSES;) {
        if (isdigit((unsigned char)entry->d_name[0]) && read_process(entry->d_name, &processes[count])) {
            count++;
        }
    }
    closedir(folder);
    return count;
}

static bool parent_is_counted(const struct process *processes, int count, pid_t parent) {
    for (int index = 0; index < count; index++) {
        if (processes[index].counted && processes[index].pid == parent) {
            return true;
        }
    }
    return false;
}

struct cost cost_of(pid_t root) {
    static struct process processes[MOST_PROCESSES];
    struct cost cost = {0};
    if (root == 0) {
        return cost;
    }
    int count = read_processes(processes);
    /* A child may stand before its parent in the list, so it is gone through until nothing is added. */
    for (bool added = true; added;) {
        added = false;
        for (int index = 0; index < count; index++) {
            struct process *process = &processes[index];
            if (!process->counted
                && (process->pid == root || parent_is_counted(processes, count, process->parent))) {
                process->counted = added = true;
                cost.cpu_seconds += process->cpu_seconds;
                cost.resident_kib += process->resident_kib;
                cost.processes++;
            }
        }
    }
    return cost;
}

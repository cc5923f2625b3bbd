#!/usr/bin/env bash
# A Slurm of one's own on loopback, for tests: a controller and some nodes as this user, without systemd, munge, cgroups
# and accounting. Everything it writes stands under $SLURM_PRIVATE, and only processes that it started are ended.
#   tests/slurm.sh start [NODES]     starts, and returns when all nodes are idle; 77 where Slurm is not installed
#   tests/slurm.sh stop
#   tests/slurm.sh kill-node NUMBER  as if its machine had lost its power, apart from the jobs, which go on
#   tests/slurm.sh start-node NUMBER
# Commands of Slurm find it by SLURM_CONF=$SLURM_PRIVATE/slurm.conf.
set -euo pipefail
folder=${SLURM_PRIVATE:?names a folder for everything that is written}
first_port=${SLURM_PRIVATE_PORT:-$((20000 + $$ % 20000))}
export SLURM_CONF=$folder/slurm.conf
export PATH=$PATH:/usr/sbin:/usr/local/sbin

configure() {
  local nodes=$1 host user
  host=$(hostname -s)
  user=$(id -un)
  mkdir -p "$folder"/{state,spool,log,run}
  # Everybody who can connect may submit (auth/none), so that nothing listens but on loopback (NoInAddrAny).
  cat > "$SLURM_CONF" <<END
ClusterName=private
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$first_port
SlurmUser=$user
SlurmdUser=$user
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
AuthType=auth/none
AuthInfo=cred_expire=5
CredType=cred/none
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=2,batch_sched_delay=1
AccountingStorageType=accounting_storage/none
ReturnToService=2
SlurmctldTimeout=30
SlurmdTimeout=15
KillWait=10
JobRequeue=1
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool/%n
SlurmctldPidFile=$folder/run/slurmctld.pid
SlurmdPidFile=$folder/run/slurmd-%n.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd-%n.log
END
  for ((node = 1; node <= nodes; node++)); do
    mkdir -p "$folder/spool/node$node"
    echo "NodeName=node$node NodeHostname=$host NodeAddr=127.0.0.1 Port=$((first_port + node)) CPUs=1 RealMemory=500" \
      >> "$SLURM_CONF"
  done
  echo "PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP" >> "$SLURM_CONF"
}

# Ends the process whose number a file holds, and waits until it is gone.
end() {
  [ -f "$1" ] || return 0
  local process
  process=$(cat "$1")
  kill "-$2" "$process" 2> /dev/null || return 0
  for _ in $(seq 100); do
    kill -0 "$process" 2> /dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$process" 2> /dev/null || true
}

case ${1:-} in
  start)
    nodes=${2:-2}
    for program in slurmctld slurmd sinfo; do
      command -v "$program" > /dev/null || { echo "$program is not installed"; exit 77; }
    done
    configure "$nodes"
    slurmctld -c < /dev/null > /dev/null 2>&1
    for ((node = 1; node <= nodes; node++)); do slurmd -N "node$node" < /dev/null > /dev/null 2>&1; done
    for _ in $(seq 300); do
      [ "$(sinfo -h -N -t idle -o %N 2> /dev/null | sort -u | wc -l)" = "$nodes" ] && exit 0
      sleep 0.2
    done
    echo "the nodes did not become idle"
    tail -n 20 "$folder"/log/*.log
    exit 1
    ;;
  stop)
    # Jobs first: a node that goes leaves them running.
    scancel --user="$(id -un)" > /dev/null 2>&1 || true
    sleep 1
    for file in "$folder"/run/slurmd-*.pid "$folder/run/slurmctld.pid"; do end "$file" TERM; done
    ;;
  kill-node) end "$folder/run/slurmd-node$2.pid" KILL ;;
  start-node) slurmd -N "node$2" < /dev/null > /dev/null 2>&1 ;;
  *)
    sed -n '2,8s/^# \?//p' "$0"
    exit 2
    ;;
esac

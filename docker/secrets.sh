#!/bin/sh
# Makes the secrets that docker-compose.yml reads; what exists stays as it is.
set -eu
cd "$(dirname "$0")/.."
mkdir -p secrets/files
chmod 700 secrets        # nobody else on this machine comes past here;
chmod 755 secrets/files  # in the containers the users of the images must read
for name in secret_key owner_password app_password portal_password backup_password cluster_password; do
    file=secrets/files/$name
    [ -s "$file" ] || head -c 48 /dev/urandom | base64 | tr -d '\n=' | tr '+/' '-_' > "$file"
    chmod 444 "$file"
done
echo "secrets/files holds $(ls secrets/files | wc -l) secrets. Keep a copy in a safe place: without secret_key sessions end."

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
key() { head -c 32 /dev/urandom | base64 | tr -d '\n'; }
file=secrets/files/personal_data_keys
[ -s "$file" ] || printf 'key1:%s' "$(key)" > "$file"
chmod 444 "$file"
file=secrets/files/personal_data_index_key
[ -s "$file" ] || key > "$file"
chmod 444 "$file"
echo "secrets/files holds $(ls secrets/files | wc -l) secrets. Keep a copy in a safe place: without secret_key sessions end,"
echo "without personal_data_keys and personal_data_index_key telephone and ID numbers stay unreadable for ever."

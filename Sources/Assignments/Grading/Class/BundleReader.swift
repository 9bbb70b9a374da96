/// The exit status of the script for bundles where there is no git.
let gitIsMissing: Int32 = 127

/// Lists what stands at a git bundle's HEAD.
///
/// Git gets an empty repository of its own in the private folder, no settings of anybody's, and only
/// commands that read objects: nothing is checked out, no hook runs, and links, submodules and
/// attributes are entries of a list. No time is taken from a commit, as anyone can write there what
/// they like. Memory and files are limited, since a small bundle may stand for huge objects.
let bundleScript = """
    import contextlib, resource, shutil

    def git(*words, output=subprocess.PIPE):
        environment = {
            "PATH": os.environ.get("PATH", ""), "HOME": folder, "LC_ALL": "C",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_TERMINAL_PROMPT": "0",
            "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_REPLACE_OBJECTS": "1",
        }
        settings = ["-c", "pack.threads=1", "-c", "core.bigFileThreshold=1m"]
        return subprocess.run(
            ["git", f"--git-dir={folder}/repository", *settings, *words], env=environment,
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE)

    def head(lines):
        commits = {name: commit for commit, name in (line.split(" ", 1) for line in lines)}
        branches = [name for name in commits if name.startswith("refs/heads/")]
        only = branches[0] if len(branches) == 1 else None
        for name in ["HEAD", only, "refs/heads/main"]:
            if name in commits:
                return commits[name]
        sys.exit("it has neither a HEAD, nor a single branch, nor a branch main")

    def blob(name):
        found = git("cat-file", "blob", name)
        if found.returncode != 0:
            raise Exception("it is not in the bundle")
        return found.stdout

    def add_tree(text):
        for line in text.split(b"\\0")[:-1]:
            words, path = line.split(b"\\t", 1)
            mode, _, name, size = words.decode().split()
            kind = {"100": "file", "120": "link"}.get(mode[:3], "other")
            size = int(size) if kind == "file" else 0
            add(path.decode("utf-8", "replace"), kind, size, lambda: blob(name))

    for kind, limit in [(resource.RLIMIT_AS, 2 << 30), (resource.RLIMIT_FSIZE, 128 << 20)]:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))
    if shutil.which("git") is None:
        sys.exit(127)
    if os.path.getsize(archive) > 100 << 20:
        sys.exit("it is larger than 100 MiB")
    git("init", "--quiet", "--bare", "--template=")
    heads = git("bundle", "list-heads", archive)
    if heads.returncode != 0 or not heads.stdout:
        sys.exit("it is no git bundle, or a broken one")
    commit = head(heads.stdout.decode("utf-8", "replace").splitlines())
    taken = git("bundle", "unbundle", archive)
    if b"lacks these prerequisite commits" in taken.stderr:
        sys.exit("it is only a part of a history: git bundle create FILE HEAD makes a whole one")
    if taken.returncode != 0:
        sys.exit("it is broken, or too large when unpacked")
    with open(f"{folder}/tree", "wb+") as file:
        listed = git("ls-tree", "-r", "-z", "--long", "--full-tree", commit, output=file)
        if listed.returncode != 0 or os.path.getsize(file.name) > 16 << 20:
            sys.exit("the list of its files cannot be read, or is too long")
        add_tree(open(file.name, "rb").read())
    """

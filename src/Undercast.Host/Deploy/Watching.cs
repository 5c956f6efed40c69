namespace Undercast.Host.Deploy;

/// <summary>Acts again when files change.</summary>
internal static class Watching
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(150);

    /// <summary>Deploys an application again whenever a source changes, until it is cancelled.</summary>
    public static Task RunAsync(AppRun app, Action<DeployedStack> deployed, CancellationToken ct) => FollowAsync(
        app.Sources,
        async () =>
        {
            var stack = await app.DeployAsync(Terminal.Progress, ct);
            deployed(stack);
            Terminal.Line(stack.Changed ? "deployed again" : "nothing to change");
        },
        ct);

    /// <summary>Acts whenever one of the files, or one in one of the folders, changes.</summary>
    public static async Task FollowAsync(IEnumerable<string> sources, Func<Task> act, CancellationToken ct, bool atOnce = false)
    {
        using var changed = new SemaphoreSlim(atOnce ? 1 : 0);
        var watchers = new List<FileSystemWatcher>();
        try
        {
            foreach (var source in sources.Distinct())
            {
                var folder = Directory.Exists(source) ? source : Path.GetDirectoryName(source)!;
                var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = Directory.Exists(source), EnableRaisingEvents = true };
                if (!Directory.Exists(source)) watcher.Filter = Path.GetFileName(source);
                void Note(object _, FileSystemEventArgs e) => changed.Release();
                watcher.Changed += Note;
                watcher.Created += Note;
                watcher.Deleted += Note;
                watcher.Renamed += (_, _) => changed.Release();
                watchers.Add(watcher);
            }
            while (true)
            {
                await changed.WaitAsync(ct);
                // An editor writes several times.
                do await Task.Delay(Settle, ct);
                while (changed.Wait(0, CancellationToken.None));
                try
                {
                    await act();
                }
                catch (UserFacingException e)
                {
                    // The old version goes on; the next save tries again.
                    Terminal.Error(e.Message);
                }
            }
        }
        finally
        {
            foreach (var watcher in watchers) watcher.Dispose();
        }
    }
}

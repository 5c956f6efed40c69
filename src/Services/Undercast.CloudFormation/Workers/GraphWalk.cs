namespace Undercast.CloudFormation;

/// <summary>Does something for each node once it is done for every node that it waits for; what is independent runs side by side.</summary>
internal static class GraphWalk
{
    public static async Task RunAsync(IEnumerable<string> nodes, Func<string, IEnumerable<string>> waitsFor, Func<string, ValueTask> work)
    {
        var done = nodes.ToDictionary(static n => n, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await Task.WhenAll(done.Keys.Select(async node =>
        {
            try
            {
                foreach (var other in waitsFor(node)) await done[other].Task;
                await work(node);
                done[node].SetResult();
            }
            catch (Exception e)
            {
                done[node].TrySetException(e);
                throw;
            }
        }));
    }
}

namespace Undercast.Scenarios;

/// <summary>Each sample, deployed and proved by its own check.</summary>
public sealed class SampleTests
{
    [NodeTheory]
    [InlineData("todo", "check\tanother person sees and changes nothing of it")]
    [InlineData("backend-api", "check\ta note is kept and read")]
    [InlineData("storage-first", "check\tand booked")]
    public async Task A_sample_passes_its_own_check(string sample, string line)
    {
        var (code, log) = await UpRun.ToEndAsync(Path.Combine(UpRun.Root, "samples", sample), "--check", "--data", ":memory:", "--port", "0");
        Assert.True(code == 0, log);
        Assert.Contains(line, log, StringComparison.Ordinal);
    }
}

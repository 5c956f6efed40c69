namespace Undercast.Scenarios;

/// <summary>What this machine has.</summary>
internal static class Machine
{
    public static string? Chromium { get; } = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    public static string Packages { get; } = Path.Combine(UpRun.Root, "tests/clients/node_modules");

    /// <summary>Why functions of the samples cannot run here, or null.</summary>
    public static string? MissingForFunctions =>
        !Has("node") || !Has("python3") ? "Node.js or Python is not installed (Debian: nodejs, python3, python3-boto3)"
        : !Directory.Exists(Path.Combine(UpRun.Root, "artifacts/node-runtime/node_modules")) ? "the AWS SDK for functions is not there (scripts/runtime-libraries fetches it)"
        : null;

    private static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p => File.Exists(Path.Combine(p, program)));
}

/// <summary>A test that needs Node.js, with the AWS SDK for functions, and boto3.</summary>
public class NodeFactAttribute : FactAttribute
{
    /// <summary>Skips, with the reason, where something is missing.</summary>
    public NodeFactAttribute()
    {
        Skip = Machine.MissingForFunctions;
    }
}

/// <summary>The same for tests with several cases.</summary>
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips, with the reason, where something is missing.</summary>
    public NodeTheoryAttribute()
    {
        Skip = Machine.MissingForFunctions;
    }
}

/// <summary>A test that needs a browser beside that.</summary>
public sealed class BrowserFactAttribute : NodeFactAttribute
{
    /// <summary>Skips, with the reason, where something is missing.</summary>
    public BrowserFactAttribute()
    {
        if (Machine.Chromium is null) Skip ??= "no Chromium is installed (Debian: chromium)";
    }
}

/// <summary>A test that needs a browser and nothing else.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    /// <summary>Skips, with the reason, where there is none.</summary>
    public ChromiumFactAttribute()
    {
        if (Machine.Chromium is null) Skip = "no Chromium is installed (Debian: chromium)";
    }
}

/// <summary>A test that needs a browser and the packages of the clients in JavaScript.</summary>
public sealed class BrowserLibraryFactAttribute : FactAttribute
{
    /// <summary>Skips, with the reason, where something is missing.</summary>
    public BrowserLibraryFactAttribute()
    {
        if (Machine.Chromium is null) Skip = "no Chromium is installed (Debian: chromium)";
        else if (!Directory.Exists(Machine.Packages)) Skip = "the packages of tests/clients are not there (npm ci fetches them)";
    }
}

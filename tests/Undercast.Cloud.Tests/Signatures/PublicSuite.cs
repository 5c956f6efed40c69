using System.Text;
using Microsoft.AspNetCore.Http;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud.Tests.Signatures;

/// <summary>The public test suite of signature version 4: a folder per case, with the request and every stage of its signature.</summary>
internal static class PublicSuite
{
    public static string? Folder { get; } = Find();

    public static IEnumerable<string> Cases() => Folder is null
        ? []
        : Directory.EnumerateFiles(Folder, "*.sreq", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, Path.ChangeExtension(f, null))).Order(StringComparer.Ordinal);

    public static string Read(string name, string stage) => File.ReadAllText(Path.Combine(Folder!, $"{name}.{stage}")).ReplaceLineEndings("\n");

    /// <summary>Reads a request that is written as on the wire, with folded headers and raw UTF-8 in its path.</summary>
    public static WireRequest Parse(string text)
    {
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        var head = blank < 0 ? text : text[..blank];
        var body = blank < 0 ? "" : text[(blank + 2)..];
        var lines = head.TrimEnd('\n').Split('\n');
        var first = lines[0];
        var method = first[..first.IndexOf(' ', StringComparison.Ordinal)];
        var target = first[(method.Length + 1)..first.LastIndexOf(' ')];
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var headers = new HeaderDictionary();
        var last = "";
        foreach (var line in lines.Skip(1))
        {
            if (line.StartsWith(' '))
            {
                var values = headers[last].ToArray();
                values[^1] += "\n" + line;
                headers[last] = values;
                continue;
            }
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            last = line[..colon];
            headers.Append(last, line[(colon + 1)..].Trim());
        }
        return new WireRequest
        {
            Method = method,
            Path = question < 0 ? target : target[..question],
            Query = question < 0 ? "" : target[(question + 1)..],
            Headers = headers,
            Body = Encoding.UTF8.GetBytes(body),
        };
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("UNDERCAST_CORPUS") is { Length: > 0 } given)
            return Directory.Exists(Path.Combine(given, "sigv4")) ? Path.Combine(given, "sigv4") : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Undercast.slnx"))) continue;
            // Beside the repository, or beside a worktree's parent.
            foreach (var up in new[] { "../shared/corpus/sigv4", "../../shared/corpus/sigv4" })
            {
                var candidate = Path.GetFullPath(Path.Combine(folder.FullName, up));
                if (Directory.Exists(candidate)) return candidate;
            }
        }
        return null;
    }
}

internal sealed class FixedCredentials(params Credential[] credentials) : ICredentialSource
{
    public ValueTask<Credential?> FindAsync(string accessKeyId, string? sessionToken, CancellationToken ct) =>
        ValueTask.FromResult(credentials.FirstOrDefault(c => c.AccessKeyId == accessKeyId));

    public static FixedCredentials Of(string id, string secret, string? token = null, DateTimeOffset? expires = null) =>
        new(new Credential(id, secret, Principal.Root("000000000000"), token, expires));
}

internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undercast.Protocol.Conformance;

/// <summary>A real SDK's parser understands what a server writes: botocore reads every answer in one process.</summary>
public sealed class ParserVerdicts
{
    // What botocore itself makes otherwise of the vectors' own answers.
    private static readonly Dictionary<string, string> Excused = new(StringComparer.Ordinal)
    {
    };

    [BotocoreFact]
    public async Task Botocore_reads_every_answer()
    {
        var vectors = Corpus.Vectors("output");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, new JsonArray([.. vectors.Select(Answer)]).ToJsonString());
            var verdicts = JsonNode.Parse(await Python.RunAsync(Python.Script("judge_answers.py"), file))!.AsObject();
            var wrong = new List<string>();
            foreach (var vector in vectors)
            {
                var problem = Problem(vector, verdicts[vector.Key]!.AsObject());
                if (problem is null == Excused.ContainsKey(vector.Key)) wrong.Add($"{vector.Key}: {problem ?? "understood; it need not be excused"}");
            }
            Assert.True(wrong.Count == 0, $"{wrong.Count} of {vectors.Count}:\n" + string.Join("\n", wrong));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static JsonNode Answer(Vector vector)
    {
        var written = Answers.Write(vector);
        return new JsonObject
        {
            ["key"] = vector.Key,
            ["protocol"] = vector.Protocol,
            ["metadata"] = JsonNode.Parse(vector.Entry.GetProperty("metadata").GetRawText()),
            ["shapes"] = JsonNode.Parse(vector.Entry.GetProperty("shapes").GetRawText()),
            ["given"] = JsonNode.Parse(vector.Given.GetRawText()),
            ["status"] = written.Status,
            ["headers"] = new JsonObject(written.Headers.Select(h => KeyValuePair.Create(h.Key, (JsonNode?)h.Value.ToString()))),
            ["body"] = Convert.ToBase64String(written.Body.WrittenSpan),
        };
    }

    private static string? Problem(Vector vector, JsonObject verdict)
    {
        if (verdict["failure"] is { } failure) return failure.ToString();
        if (!vector.Case.TryGetProperty("error", out var error))
            return Same(vector.Case.GetProperty("result"), verdict["members"]);
        if ((string?)verdict["code"] != vector.Case.GetProperty("errorCode").GetString()) return $"the code was read as {verdict["code"]}";
        if (vector.Case.TryGetProperty("errorMessage", out var message) && (string?)verdict["message"] != message.GetString()) return $"the message was read as {verdict["message"]}";
        var members = JsonNode.Parse(error.GetRawText())!.AsObject();
        foreach (var name in new[] { "message", "Message" }) members.Remove(name);
        var read = verdict["members"]?.AsObject() ?? [];
        foreach (var name in new[] { "message", "Message" }) read.Remove(name);
        return Same(JsonDocument.Parse(members.ToJsonString()).RootElement, read);
    }

    private static string? Same(JsonElement expected, JsonNode? read)
    {
        var wanted = JsonNode.Parse(expected.GetRawText())!.AsObject();
        foreach (var name in wanted.Where(p => p.Value is null).Select(p => p.Key).ToList()) wanted.Remove(name);
        var (a, b) = (Values.Canonical(wanted), Values.Canonical(read));
        return a == b ? null : $"expected {a}, read {b}";
    }
}

/// <summary>A test that botocore judges, skipped where it or the corpus is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BotocoreFactAttribute : FactAttribute
{
    /// <summary>Looks for both.</summary>
    public BotocoreFactAttribute() => Skip = Corpus.Absent ?? (Python.HasBotocore ? null : "botocore is not importable by python3.");
}

internal static class Python
{
    public static bool HasBotocore { get; } = TryImport();

    public static string Script(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "tests", "clients", "python", name);
            if (File.Exists(script)) return script;
        }
        throw new FileNotFoundException(name);
    }

    public static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(await errors);
    }

    private static bool TryImport()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", ["-c", "import botocore"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no python3 at all.
            return false;
        }
    }
}

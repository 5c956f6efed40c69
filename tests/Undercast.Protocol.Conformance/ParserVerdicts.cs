using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undercast.Protocol.Conformance;

/// <summary>A real SDK's parser understands what a server writes: botocore reads every answer in one process.</summary>
public sealed class ParserVerdicts
{
    // Answers that the parser must read otherwise than the vectors'.
    private static readonly Dictionary<string, string> Excused = new(StringComparer.Ordinal)
    {
        ["output/rest-json/HttpPrefixHeadersResponse"] = "A prefix that is empty takes all headers, also those that every answer has.",
        ["output/rest-xml/NestedXmlMapWithXmlNameDeserializes"] = "A contract cannot name the entries of a map within a map.",
    };

    [BotocoreFact]
    public async Task Botocore_reads_every_answer()
    {
        var vectors = Corpus.Vectors("output");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, new JsonArray([.. vectors.Select(v => Ours(v)), .. vectors.Select(v => Theirs(v))]).ToJsonString());
            var verdicts = JsonNode.Parse(await Python.RunAsync(Python.Script("judge_answers.py"), file))!.AsObject();
            var wrong = new List<string>();
            foreach (var vector in vectors)
            {
                var ours = verdicts[vector.Key]!.AsObject();
                var problem = Problem(vector, ours);
                // Where the parser makes something else of the vector's own answer, ours must do as well.
                if (problem is not null && Canonical(ours) == Canonical(verdicts["vector:" + vector.Key]!.AsObject())) problem = null;
                if (problem is null == Excused.ContainsKey(vector.Key)) wrong.Add($"{vector.Key}: {problem ?? "understood; it need not be excused"}");
            }
            Assert.True(wrong.Count == 0, $"{wrong.Count} of {vectors.Count}:\n" + string.Join("\n", wrong));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static JsonObject Ours(Vector vector)
    {
        var written = Answers.Write(vector);
        return Answer(vector, vector.Key, written.Status, written.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()), Convert.ToBase64String(written.Body.WrittenSpan));
    }

    private static JsonObject Theirs(Vector vector)
    {
        var response = vector.Case.GetProperty("response");
        var body = response.TryGetProperty("body", out var text) ? text.GetString()! : "";
        return Answer(
            vector, "vector:" + vector.Key, response.GetProperty("status_code").GetInt32(),
            response.TryGetProperty("headers", out var headers) ? headers.EnumerateObject().ToDictionary(h => h.Name, h => h.Value.GetString()!) : [],
            vector.Protocol == "smithy-rpc-v2-cbor" ? body : Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(body)));
    }

    private static JsonObject Answer(Vector vector, string key, int status, Dictionary<string, string> headers, string body) => new()
    {
        ["key"] = key,
        ["protocol"] = vector.Protocol,
        ["metadata"] = JsonNode.Parse(vector.Entry.GetProperty("metadata").GetRawText()),
        ["shapes"] = JsonNode.Parse(vector.Entry.GetProperty("shapes").GetRawText()),
        ["given"] = JsonNode.Parse(vector.Given.GetRawText()),
        ["status"] = status,
        ["headers"] = new JsonObject(headers.Select(h => KeyValuePair.Create(h.Key, (JsonNode?)h.Value))),
        ["body"] = body,
    };

    // What parsers are tested for; headers and request ids differ from answer to answer.
    private static string Canonical(JsonObject verdict)
    {
        var copy = verdict.DeepClone().AsObject();
        copy.Remove("metadata");
        return Values.Canonical(copy);
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

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>Takes the file of an import, at the address that <c>CreateUserImportJob</c> gave: <c>PUT /_aws/cognito-import/{pool}/{job}?key=…</c>.</summary>
internal sealed class ImportUpload(IStore store, TimeProvider time) : IDataPlane
{
    public const string Root = "/_aws/cognito-import/";
    public const int LinesOfPart = 200;
    private const long MostBytes = 100L << 20;
    // AWS: the address is good for a quarter of an hour.
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    public bool Claims(string host, string path) => path.StartsWith(Root, StringComparison.Ordinal);

    public async Task ServeAsync(HttpContext context)
    {
        var names = context.Request.Path.Value![Root.Length..].Split('/');
        if (!HttpMethods.IsPut(context.Request.Method) || names.Length != 2)
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }
        if (context.Request.ContentLength > MostBytes)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var (status, why) = await TakeAsync(names[0], names[1], context.Request.Query["key"].ToString(), reader, context.RequestAborted);
        context.Response.StatusCode = status;
        if (why is not null) await context.Response.WriteAsync(why, context.RequestAborted);
    }

    /// <summary>Stores the lines of a file as they come; what was uploaded before is replaced.</summary>
    public async ValueTask<(int Status, string? Why)> TakeAsync(string poolId, string jobId, string key, TextReader file, CancellationToken ct)
    {
        var row = new PairKey(poolId, jobId);
        var (pool, import) = await store.ReadAsync(async tx => (await CognitoTables.Pools.GetAsync(tx, new IdKey(poolId)), await CognitoTables.Imports.GetAsync(tx, row)), ct);
        var isGood = pool is not null && import is not null && time.GetUtcNow() - import.Job.CreationDate <= Life
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(key)), import.KeyHash);
        if (!isGood) return (StatusCodes.Status403Forbidden, "Request has expired or is not signed for this import job.");
        if (import!.Job.Status != ImportJob.Created) return (StatusCodes.Status409Conflict, "The import job has been started.");
        var reader = new Lines(file);
        if (await reader.NextAsync(ct) is not { } header) return (StatusCodes.Status400BadRequest, "The CSV file is empty.");
        var columns = ImportRules.Columns(header);
        if (ImportRules.Fault(pool!, columns) is { } fault) return (StatusCodes.Status400BadRequest, fault);
        var (parts, lines) = (0, new List<string>(LinesOfPart));
        for (var more = true; more;)
        {
            var line = await reader.NextAsync(ct);
            more = line is not null;
            if (!string.IsNullOrWhiteSpace(line)) lines.Add(line);
            if (lines.Count == 0 || (more && lines.Count < LinesOfPart)) continue;
            var (part, number) = (new ImportPart([.. lines]), parts++);
            if (parts * LinesOfPart > ImportRules.MostUsers) return (StatusCodes.Status413PayloadTooLarge, "The CSV file has too many users.");
            await store.WriteAsync(tx => CognitoTables.ImportParts.PutAsync(tx, ImportJob.PartKey(poolId, jobId, number), part), ct);
            lines.Clear();
        }
        return await store.WriteAsync<(int, string?)>(
            async tx =>
            {
                if (await CognitoTables.Imports.GetAsync(tx, row) is not { Job.Status: ImportJob.Created } current) return (StatusCodes.Status409Conflict, "The import job has been started.");
                CognitoTables.Imports.Put(tx, row, current with { Columns = columns, Parts = parts });
                return (StatusCodes.Status200OK, null);
            },
            ct);
    }

    /// <summary>Lines of a text, however long it is: what is beyond the longest is left out, and the line refused as a row later.</summary>
    private sealed class Lines(TextReader file)
    {
        private readonly char[] _buffer = new char[4096];
        private int _at;
        private int _filled;

        public async ValueTask<string?> NextAsync(CancellationToken ct)
        {
            var line = new StringBuilder();
            for (var isBegun = false; ; isBegun = true)
            {
                if (_at == _filled)
                {
                    (_at, _filled) = (0, await file.ReadAsync(_buffer, ct));
                    if (_filled == 0) return isBegun ? line.ToString() : null;
                }
                var end = Array.IndexOf(_buffer, '\n', _at, _filled - _at);
                var until = end < 0 ? _filled : end;
                line.Append(_buffer, _at, Math.Min(until - _at, ImportRules.LongestLine + 1 - line.Length));
                _at = end < 0 ? _filled : end + 1;
                if (end >= 0) return line.ToString().TrimEnd('\r');
            }
        }
    }
}

using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Ssm;

internal sealed partial class SsmService
{
    private const int PathPage = 10;
    private const int Page = 50;

    public async ValueTask<GetParameterOutput> GetParameter(GetParameterInput input, CallContext call) =>
        new() { Parameter = await store.ReadAsync(tx => ReadAsync(tx, input.Name, call), call.Cancelled) ?? throw NotFound(input.Name) };

    public async ValueTask<GetParametersOutput> GetParameters(GetParametersInput input, CallContext call) => await store.ReadAsync(
        async tx =>
        {
            var (found, invalid) = (new List<Parameter>(), new List<string>());
            foreach (var name in input.Names.Distinct(StringComparer.Ordinal))
            {
                Parameter? parameter;
                try
                {
                    parameter = await ReadAsync(tx, name, call);
                }
                catch (ParameterVersionNotFound)
                {
                    // AWS: a version that is not there makes the name invalid, not the call.
                    parameter = null;
                }
                if (parameter is null) invalid.Add(name);
                else found.Add(parameter);
            }
            return new GetParametersOutput { Parameters = found, InvalidParameters = invalid };
        },
        call.Cancelled);

    public async ValueTask<GetParametersByPathOutput> GetParametersByPath(GetParametersByPathInput input, CallContext call)
    {
        ParameterNames.CheckPath(input.Path);
        var path = input.Path.TrimEnd('/') + "/";
        bool Under(string name) => name.StartsWith(path, StringComparison.Ordinal) && (input.Recursive == true || !name.AsSpan(path.Length).Contains('/'));
        return await store.ReadAsync(
            async tx =>
            {
                var (page, next) = await PageAsync(tx, SsmTables.Parameters.TextPrefix(call.Account, call.Region, path), input.NextToken, input.MaxResults ?? PathPage,
                    Under, ParameterFilters.Read(input.ParameterFilters, byPath: true), call);
                return new GetParametersByPathOutput { Parameters = [.. page.Select(p => Show(p.Key.Name, p.Head.Version, p.Version, call))], NextToken = next };
            },
            call.Cancelled);
    }

    public async ValueTask<DescribeParametersOutput> DescribeParameters(DescribeParametersInput input, CallContext call) => await store.ReadAsync(
        async tx =>
        {
            var (page, next) = await PageAsync(tx, SsmTables.Parameters.Prefix(call.Account, call.Region), input.NextToken, input.MaxResults ?? Page, static _ => true, ParameterFilters.Read(input.ParameterFilters), call);
            return new DescribeParametersOutput
            {
                NextToken = next,
                Parameters = [.. page.Select(p => new ParameterMetadata
                {
                    Name = p.Key.Name,
                    ARN = ParameterNames.ArnOf(p.Key.Name, call),
                    Type = p.Version.Type,
                    LastModifiedDate = p.Version.Modified,
                    LastModifiedUser = p.Version.ModifiedBy,
                    Description = p.Version.Description,
                    AllowedPattern = p.Version.AllowedPattern,
                    Version = p.Head.Version,
                    Tier = p.Version.Tier,
                    Policies = [],
                    DataType = p.Version.DataType,
                })],
            };
        },
        call.Cancelled);

    public async ValueTask<GetParameterHistoryOutput> GetParameterHistory(GetParameterHistoryInput input, CallContext call)
    {
        var name = ParameterNames.Split(input.Name, call, out _);
        ParameterNames.Check(name);
        long after = 0;
        if (input.NextToken is { } token && (!long.TryParse(token, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out after) || after < 1)) throw BadToken();
        return await store.ReadAsync(
            async tx =>
            {
                var key = KeyOf(name, call);
                var head = await SsmTables.Parameters.GetAsync(tx, key) ?? throw NotFound(name);
                var rows = (await SsmTables.Versions.RangeAsync(tx, SsmTables.VersionsOf(key))).Where(r => r.Key.Version > after).ToArray();
                var most = input.MaxResults ?? Page;
                return new GetParameterHistoryOutput
                {
                    NextToken = rows.Length > most ? rows[most - 1].Key.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
                    Parameters = [.. rows.Take(most).Select(r => new ParameterHistory
                    {
                        Name = name,
                        Type = r.Record.Type,
                        Value = r.Record.Value,
                        Version = r.Key.Version,
                        LastModifiedDate = r.Record.Modified,
                        LastModifiedUser = r.Record.ModifiedBy,
                        Description = r.Record.Description,
                        AllowedPattern = r.Record.AllowedPattern,
                        Labels = [.. head.Labels.Where(l => l.Value == r.Key.Version).Select(l => l.Key).Order(StringComparer.Ordinal)],
                        Tier = r.Record.Tier,
                        Policies = [],
                        DataType = r.Record.DataType,
                    })],
                };
            },
            call.Cancelled);
    }

    private static async ValueTask<(List<(ParameterKey Key, ParameterRecord Head, VersionRecord Version)> Page, string? Next)> PageAsync(
        IReadTransaction tx, KeyRange range, string? token, int most, Func<string, bool> isWanted, ParameterFilters filters, CallContext call)
    {
        var after = token is null ? (ParameterKey?)null : KeyOf(Text(token), call);
        var page = new List<(ParameterKey, ParameterRecord, VersionRecord)>();
        while (true)
        {
            var rows = await SsmTables.Parameters.RangeAsync(tx, range, 100, after: after);
            foreach (var (key, head) in rows)
            {
                after = key;
                if (!isWanted(key.Name)) continue;
                var version = await SsmTables.Versions.GetAsync(tx, new VersionKey(key, head.Version)) ?? throw new StoreCorruptException($"The current version of {key.Name} is missing.");
                if (!filters.Match(key.Name, head, version)) continue;
                // One more than the page holds: only then is there a next one.
                if (page.Count == most) return (page, Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(page[^1].Item1.Name)));
                page.Add((key, head, version));
            }
            if (rows.Count < 100) return (page, null);
        }
    }

    private static string Text(string token)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw BadToken();
        }
    }

    private static InvalidNextToken BadToken() => new("The specified token is not valid.");
}

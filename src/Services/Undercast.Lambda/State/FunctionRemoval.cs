using Undercast.Storage;

namespace Undercast.Lambda;

/// <summary>Removes functions with all that belongs to them.</summary>
internal static class FunctionRemoval
{
    /// <summary>Removes a function; answers the packages that nothing names any more.</summary>
    public static async ValueTask<IReadOnlyList<string>> RemoveAsync(IWriteTransaction tx, FunctionKey key, Func<Exception> missing)
    {
        var function = await LambdaTables.Functions.GetAsync(tx, key) ?? throw missing();
        var versions = await LambdaTables.Versions.RangeAsync(tx, LambdaTables.Versions.Prefix(key.Account, key.Region, key.Name));
        await LambdaTables.Functions.DeleteAsync(tx, key);
        LambdaTables.Versions.DeleteRange(tx, LambdaTables.Versions.Prefix(key.Account, key.Region, key.Name));
        LambdaTables.Aliases.DeleteRange(tx, LambdaTables.Aliases.Prefix(key.Account, key.Region, key.Name));
        foreach (var url in function.Urls.Values) LambdaTables.Urls.Delete(tx, new UrlKey(url.Id));
        return [.. versions.Select(v => v.Record.Package.Blob).Append(function.Latest.Package.Blob).Distinct()];
    }

    /// <summary>Whether a function or one of its versions has the package.</summary>
    public static async ValueTask<bool> IsUsedAsync(IReadTransaction tx, FunctionKey key, FunctionRecord function, string blob)
    {
        if (function.Latest.Package.Blob == blob) return true;
        var versions = await LambdaTables.Versions.RangeAsync(tx, LambdaTables.Versions.Prefix(key.Account, key.Region, key.Name));
        return versions.Any(v => v.Record.Package.Blob == blob);
    }
}

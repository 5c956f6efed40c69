using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

internal sealed partial class CognitoService
{
    private const int ScanPage = 500;

    public async ValueTask<ListUsersOutput> ListUsers(ListUsersInput input, CallContext call)
    {
        var filter = UserFilter.Parse(input.Filter);
        var limit = input.Limit is null or 0 ? MostListed : input.Limit.Value;
        return await ReadAsync(
            call,
            async tx =>
            {
                var pool = await PoolAsync(tx, call, input.UserPoolId);
                foreach (var name in input.AttributesToGet ?? [])
                {
                    if (pool.Pool.SchemaAttributes!.All(s => s.Name != name)) throw CognitoFaults.Invalid("One or more requested attributes do not exist in user pool.");
                }
                var (users, token) = await MatchingAsync(tx, pool, filter, limit, PageToken.Read(input.PaginationToken));
                return new ListUsersOutput { Users = [.. users.Select(u => Only(Show(u), input.AttributesToGet))], PaginationToken = token };
            });
    }

    private static async ValueTask<(List<UserRecord> Users, string? Token)> MatchingAsync(IReadTransaction tx, PoolRecord pool, UserFilter? filter, int limit, string? after)
    {
        if (filter?.Index is { } index)
        {
            var rows = await index.RangeAsync(tx, index.Prefix(pool.Id, filter.Attribute == "sub" ? filter.Value : filter.Value.ToLowerInvariant()));
            return Page(rows.Where(r => filter.Matches(pool, r.Record)).Select(r => r.Record), u => PoolRules.Fold(pool, u.Username), limit, after is null ? null : PageToken.Write(after));
        }
        var range = filter is { Attribute: "username" } ? CognitoTables.Users.TextPrefix(pool.Id, PoolRules.Fold(pool, filter.Value)) : CognitoTables.Users.Prefix(pool.Id);
        var found = new List<UserRecord>(limit);
        for (PairKey? last = after is null ? null : new PairKey(pool.Id, after); ;)
        {
            var rows = await CognitoTables.Users.RangeAsync(tx, range, filter is null ? limit + 1 : ScanPage, after: last);
            foreach (var (key, user) in rows)
            {
                if (filter?.Matches(pool, user) == false) continue;
                if (found.Count == limit) return (found, PageToken.Write(PoolRules.Fold(pool, found[^1].Username)));
                found.Add(user);
                last = key;
            }
            if (rows.Count == 0 || filter is null || rows.Count < ScanPage) return (found, null);
            last = rows[^1].Key;
        }
    }

    private static UserType Only(UserType user, IReadOnlyList<string>? names) => names is null ? user : user with { Attributes = [.. user.Attributes!.Where(a => names.Contains(a.Name))] };
}

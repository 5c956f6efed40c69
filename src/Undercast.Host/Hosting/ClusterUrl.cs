using Npgsql;

namespace Undercast.Host.Hosting;

/// <summary>A <c>postgres://user:password@host:port/database?options</c> address as a connection string.</summary>
internal static class ClusterUrl
{
    public static string ToConnectionString(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            throw new UserFacingException("--store must be an address like postgres://user:password@host:5432/database.", ExitCodes.Usage);
        var builder = new NpgsqlConnectionStringBuilder { Host = Uri.UnescapeDataString(uri.Host), Port = uri.Port > 0 ? uri.Port : 5432 };
        var database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/'));
        if (database.Length > 0) builder.Database = database;
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0) builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length == 2) builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            try
            {
                // The usual names of libpq, next to Npgsql's own.
                var name = parts[0] switch { "sslmode" => "SSL Mode", "host" => "Host", "application_name" => "Application Name", _ => parts[0] };
                builder[name] = Uri.UnescapeDataString(parts.Length == 2 ? parts[1] : "true");
            }
            catch (ArgumentException)
            {
                throw new UserFacingException($"--store has the unknown option '{parts[0]}'.", ExitCodes.Usage);
            }
        }
        return builder.ConnectionString;
    }
}

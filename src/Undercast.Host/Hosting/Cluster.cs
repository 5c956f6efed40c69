using Microsoft.Extensions.Logging;
using Undercast.Storage;
namespace Undercast.Host.Hosting;
internal static class Cluster { public static Task<IStore> OpenAsync(string url, ILoggerFactory logs) => throw new UserFacingException("not yet"); }

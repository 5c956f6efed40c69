using System.Globalization;
using Undercast.Storage.Bench;

// dotnet run -c Release --project bench/Undercast.Storage.Bench [engines|memory|layout] [keys] [seconds] [small|medium|mixed]
var what = args.ElementAtOrDefault(0) ?? "engines";
var keys = int.Parse(args.ElementAtOrDefault(1) ?? "200000", CultureInfo.InvariantCulture);
var seconds = double.Parse(args.ElementAtOrDefault(2) ?? "3", CultureInfo.InvariantCulture);
switch (what)
{
    case "engines":
        await EngineBench.RunAsync(keys, TimeSpan.FromSeconds(seconds));
        return 0;
    case "memory":
        await EngineBench.MemoryAsync(keys, TimeSpan.FromSeconds(seconds));
        return 0;
    case "layout":
        await LayoutBench.RunAsync(keys, TimeSpan.FromSeconds(seconds), args.ElementAtOrDefault(3));
        return 0;
    default:
        Console.Error.WriteLine("usage: engines|memory|layout [keys] [seconds]");
        return 2;
}

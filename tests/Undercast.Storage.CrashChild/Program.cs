using System.Text;
using Undercast.Storage;
using Undercast.Storage.Sqlite;

// open <directory>               opens, says how that went, and ends
// full|relaxed <directory> ...   eight workers write for ever and print "worker number ." after each acknowledgement
try
{
    var durability = args[0] == "relaxed" ? Durability.Relaxed : Durability.Full;
    await using var store = SqliteStore.Open(new SqliteOptions { Directory = args[1], Durability = durability });
    if (args[0] == "open")
    {
        Console.WriteLine("opened");
        return;
    }
    var output = Console.OpenStandardOutput();
    var turn = new Lock();
    await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
    {
        while (true)
        {
            var number = await store.WriteAsync(async tx =>
            {
                var counter = Key($"{worker}/counter");
                var next = (await tx.GetAsync(counter) is { } old ? BitConverter.ToInt64(old.Span) : 0) + 1;
                tx.Put(counter, BitConverter.GetBytes(next));
                tx.Put(Key($"{worker}/row/{next:d10}"), BitConverter.GetBytes(next));
                tx.Put(Key($"{worker}/twin/{next:d10}"), new byte[next % 50 == 0 ? 20_000 : 50]);
                return next;
            });
            var line = Encoding.ASCII.GetBytes($"{worker} {number} .\n");
            lock (turn) output.Write(line);
        }
    })));
}
catch (StoreException e)
{
    Console.WriteLine($"{e.GetType().Name}: {e.Message}");
}

static byte[] Key(string text) => Encoding.ASCII.GetBytes(text);

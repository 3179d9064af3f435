// The processes that the tests start need the machine for themselves.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
